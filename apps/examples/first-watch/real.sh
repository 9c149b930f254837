unset TRILLET_BASE_URL
export TRILLET_API_KEY=your-key TRILLET_WORKSPACE_ID=your-workspace
node follow.mts batch_7891011121314
