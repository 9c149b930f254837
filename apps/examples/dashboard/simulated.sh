npx --no -- batch-status-dashboard
