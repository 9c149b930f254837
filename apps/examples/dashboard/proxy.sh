npx --no -- batch-status-dashboard --host 0.0.0.0 --access proxy --proxy 10.0.0.5 \
  --user-header x-forwarded-email --public-url https://example.com --base /batches
