export { axeFaults } from './axe-faults.ts';
export { chromiumPath, launchOffline, openPage, type OpenPage } from './open-page.ts';
