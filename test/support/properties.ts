/**
 * Properties are tried on other random cases at every run on a developer's machine, where a failure prints its seed.
 * CI tries the same cases every time, so that what it says of a change is about the change.
 */

import { configureGlobal, readConfigureGlobal } from 'fast-check';

const CI_SEED = 20_261_122;

if (process.env.CI === 'true') configureGlobal({ ...readConfigureGlobal(), seed: CI_SEED });
