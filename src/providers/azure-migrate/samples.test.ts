import { describeSamples } from '../samples.fixture.ts';
import { readServers } from './read.ts';

describeSamples('azure-migrate', readServers, [
  { path: 'import-two-servers.csv', machines: 2 },
  { path: 'import-template.csv', machines: 0 },
]);
