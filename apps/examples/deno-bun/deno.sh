deno run --allow-env --allow-net progress.mts demo
