import { describeShortcuts } from './describe-shortcuts.ts';

describeShortcuts({ bodies: 20_000, held: 100 });
