bun progress.mts demo
