/** Settings and secrets of a kind: what everybody needs first, the rest folded. */

import { useState } from 'react';
import type { ReactNode } from 'react';
import { ExpandableSection } from '@patternfly/react-core';
import { EMPTY_SECRET, sortSettings } from './form-values.ts';
import type { Faults, FormValues, Live, SecretValue } from './form-values.ts';
import { SecretField } from './secret-field.tsx';
import type { StoredSecret } from './secret-field.tsx';
import { SettingField } from './setting-field.tsx';

interface KindFieldsProps {
  readonly live: Live;
  readonly values: FormValues;
  readonly faults: Faults;
  readonly onChange: (values: FormValues) => void;
  readonly stored?: ReadonlyMap<string, StoredSecret>;
  /** Further fields among those that only some need; absent: the caller shows them itself. */
  readonly children?: ReactNode;
  readonly childCount?: number;
}

export function KindFields({ live, values, faults, onChange, stored, children, childCount = 0 }: KindFieldsProps) {
  const { first, more } = sortSettings(live);
  const [isOpen, setOpen] = useState(false);
  // A field that is wrong must not be hidden.
  const isFaulty = ['intervalSeconds', 'precedence', ...more.map(({ name }) => name)].some(
    (name) => faults[name] !== undefined,
  );
  const setting = (field: (typeof first)[number]) => (
    <SettingField
      key={field.name}
      field={field}
      value={values.settings[field.name] ?? ''}
      fault={faults[field.name]}
      onChange={(value) => onChange({ ...values, settings: { ...values.settings, [field.name]: value } })}
    />
  );
  const count = more.length + childCount;
  return (
    <>
      {first.map(setting)}
      {live.secrets.map((field) => (
        <SecretField
          key={field.name}
          field={field}
          value={values.secrets[field.name] ?? EMPTY_SECRET}
          stored={stored?.get(field.name)}
          fault={faults[field.name]}
          onChange={(value: SecretValue) =>
            onChange({ ...values, secrets: { ...values.secrets, [field.name]: value } })
          }
        />
      ))}
      {count > 0 && (
        <ExpandableSection
          toggleText={`More settings (${count})`}
          isExpanded={isOpen || isFaulty}
          onToggle={(_event, next) => setOpen(next)}
          isIndented
        >
          <div className="isthmus-more-fields">
            {more.map(setting)}
            {children}
          </div>
        </ExpandableSection>
      )}
    </>
  );
}
