npm install --save-dev @batch-status/reference-server
