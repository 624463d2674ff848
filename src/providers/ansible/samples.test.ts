import { describeSamples } from '../samples.fixture.ts';
import { readFacts } from './read.ts';

describeSamples('ansible', readFacts, [{ path: '', machines: 7 }]);
