npx --no -- contract-tests diff --allow minor released.yaml openapi.yaml
