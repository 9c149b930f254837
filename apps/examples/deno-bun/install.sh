npm install @batch-status/fetch
