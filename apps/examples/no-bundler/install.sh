npm install @batch-status/fetch @batch-status/node express
