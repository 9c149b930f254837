npm install --save-dev vitest @batch-status/node @batch-status/reference-server
