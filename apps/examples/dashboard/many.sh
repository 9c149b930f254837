export REDIS_URL=redis://localhost:6379
npx --no -- batch-status-dashboard --redis --data batches.db
