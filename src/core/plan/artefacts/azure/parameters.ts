/** A parameter file with every parameter that is a plain value, so that whoever deploys sees what can be set. */

import { isExpression } from './template.ts';
import type { Template } from './template.ts';

const PARAMETERS_SCHEMA = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#';

/** Parameters without a default are written empty: an empty value is refused, so nothing is deployed by accident. */
export function parametersText(template: Template): string {
  const parameters: Record<string, { value: unknown }> = {};
  for (const item of template.parameters) {
    if (item.default !== undefined && isExpression(item.default)) continue;
    parameters[item.name] = { value: item.default ?? '' };
  }
  return `${JSON.stringify({ $schema: PARAMETERS_SCHEMA, contentVersion: '1.0.0.0', parameters }, null, 2)}\n`;
}
