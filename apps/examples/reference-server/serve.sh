npx --no -- reference-server --port 0 --speed 10 --rate-limit 60/min
