import { describeSamples } from '../samples.fixture.ts';
import { readOvf } from './read.ts';

describeSamples('ovf', readOvf, [{ path: '', machines: 14 }]);
