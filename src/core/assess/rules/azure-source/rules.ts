/** Rules on machines that run on Azure and would leave it. Order is the order of reports. */

import type { Rule } from '../../rule.ts';
import { azureConfidential } from './confidential.ts';
import { azureExport } from './export.ts';
import { azureTpm } from './tpm.ts';

export const AZURE_SOURCE_RULES: readonly Rule[] = [azureExport, azureConfidential, azureTpm];
