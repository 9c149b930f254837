npm install bullmq ioredis
