npm install @batch-status/dashboard
