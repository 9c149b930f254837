npm install @batch-status/node
