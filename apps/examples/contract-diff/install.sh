npm install --save-dev @batch-status/contract-tests
