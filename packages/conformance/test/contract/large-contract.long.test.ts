import { readFile } from 'node:fs/promises';

import { describeWebhooks } from './describe-webhooks.ts';

describeWebhooks({
  events: ['issues-opened', 'pull-request-opened', 'star-created', 'issue-comment-created', 'push'],
  read: (file) => readFile(file, 'utf8'),
});
