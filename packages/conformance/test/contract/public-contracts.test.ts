import { describePublicContracts } from './describe-public-contracts.ts';

describePublicContracts((file) =>
  /petstore-expanded|polymorphism|train-travel.yaml|callbacks.json/.test(file),
);
