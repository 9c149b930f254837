npm install @batch-status/node @batch-status/reference-server
