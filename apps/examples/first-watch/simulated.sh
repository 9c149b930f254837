export TRILLET_BASE_URL=http://127.0.0.1:8787
export TRILLET_API_KEY=test-key TRILLET_WORKSPACE_ID=test-workspace
node follow.mts demo
