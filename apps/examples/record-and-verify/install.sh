npm install --save-dev @batch-status/cli @batch-status/contract-tests @batch-status/spec
