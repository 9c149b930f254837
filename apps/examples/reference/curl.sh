curl --fail-with-body \
  -H "x-api-key: $TRILLET_API_KEY" \
  -H "x-workspace-id: $TRILLET_WORKSPACE_ID" \
  "${TRILLET_BASE_URL:-https://api.trillet.ai}/v1/api/batch-calls/batch_7891011121314/status"
