import { describeKills } from './describe-kills.ts';

describeKills({ writers: 2, commands: 2 });
