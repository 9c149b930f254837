export TRILLET_API_KEY=your-key TRILLET_WORKSPACE_ID=your-workspace
npx --no -- batch-status-dashboard batch_7891011121314 --data batches.db
