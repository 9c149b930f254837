DASHBOARD_TOKEN=$(openssl rand -hex 24)
export DASHBOARD_TOKEN
npx --no -- batch-status-dashboard --host 0.0.0.0 --access token --data batches.db
