if batch-status wait "$BATCH_ID" --max-wait 3600 --quiet; then
  echo 'The batch is complete.'
fi
