import { describeSamples } from '../samples.fixture.ts';
import { readHyperv } from './read.ts';

describeSamples('hyperv', readHyperv, [
  { path: '', machines: 6 },
  { path: 'scvmm-vm-one-full.json', machines: 1 },
  { path: 'forklift-batch-payloads.json', machines: 3 },
]);
