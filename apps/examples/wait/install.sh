npm install --global @batch-status/cli
