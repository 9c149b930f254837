import { describeWebhooks, readFor } from './describe-webhooks.ts';

describeWebhooks({
  events: ['star-created'],
  read: (file) => readFor('star-created', file),
});
