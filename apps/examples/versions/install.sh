npm install @batch-status/spec
