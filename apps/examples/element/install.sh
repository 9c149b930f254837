npm install @batch-status/element @batch-status/fetch @batch-status/node express
