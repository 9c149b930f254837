npm install @batch-status/node @batch-status/fetch express esbuild
