/** Inheritance as a sites file says it, of any estate: of a generation, of what one workload reads, of a written file. */

import { serviceNames } from '../../applications/service-names.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import type { SitesFile } from '../site.ts';
import { declaredClasses } from './declared-classes.ts';
import { inheritance } from './inherit.ts';
import type { Inheritance, InheritanceInput } from './inherit.ts';
import { inheritanceSettings } from './settings.ts';

/** Throws IST-2001 … for a bad filter under `stops` or `declarations`. */
export function inheritanceOf(
  file: Pick<SitesFile, 'inheritance' | 'declarations'>,
  catalog: Catalog,
  estate: Pick<InheritanceInput, 'workloads' | 'dependencies' | 'asOf'>,
): Inheritance {
  return inheritance({
    ...estate,
    settings: inheritanceSettings(file.inheritance),
    services: serviceNames(catalog['service-ports']),
    declared: declaredClasses(file.declarations),
  });
}
