npx --no -- esbuild page.ts --bundle --format=esm --outfile=public/page.js
node server.mts
