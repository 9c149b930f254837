npx --no -- reference-server
