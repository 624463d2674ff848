/** The rule a finding stands on, as its pack writes it, with source and confidence. */

import {
  Content,
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
} from '@patternfly/react-core';
import type { z } from 'zod';
import type { findingDetailsSchema } from '../../api/finding-trend.ts';

type Rule = NonNullable<z.infer<typeof findingDetailsSchema>['rule']>;

export function RuleText({ rule }: { readonly rule: Rule }) {
  const lines: readonly (readonly [string, string | null, 'code' | 'text'])[] = [
    ['Pack', `${rule.packName} ${rule.packVersion}`, 'text'],
    ['Reference', rule.reference, 'text'],
    ['Level', rule.level, 'text'],
    ['Confidence', rule.confidence === 'own' ? 'unverified: our own reading' : rule.confidence, 'text'],
    ['Concerns', rule.when ?? rule.appliesWhen, 'code'],
    ['Must hold', rule.test, 'code'],
    ['What to do', rule.remedy, 'text'],
    ['Note', rule.note, 'text'],
    ['Sources', rule.sources.join('\n'), 'text'],
  ];
  return (
    <>
      <Content component="h2" className="isthmus-above">
        The rule {rule.ruleId}
      </Content>
      <DescriptionList isHorizontal isCompact>
        {lines.map(([term, value, kind]) =>
          value === null || value === '' ? null : (
            <DescriptionListGroup key={term}>
              <DescriptionListTerm>{term}</DescriptionListTerm>
              <DescriptionListDescription className="isthmus-pre">
                {kind === 'code' ? <code>{value}</code> : value}
              </DescriptionListDescription>
            </DescriptionListGroup>
          ),
        )}
      </DescriptionList>
    </>
  );
}
