/** One labelled field with its help, and with what is wrong with it. */

import type { ReactNode } from 'react';
import { FormGroup, FormHelperText, HelperText, HelperTextItem } from '@patternfly/react-core';

interface FieldProps {
  readonly name: string;
  readonly title: string;
  readonly help: string;
  readonly fault: string | undefined;
  readonly isRequired?: boolean;
  /** Several controls under one label. */
  readonly isGroup?: boolean;
  /** Stands at the end of the label's line. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

export const idOf = (name: string): string => `field-${name}`;

/** What every control of a field has in common. */
export function controlProps(name: string, fault: string | undefined) {
  return {
    id: idOf(name),
    'aria-describedby': `${idOf(name)}-help`,
    'aria-invalid': fault !== undefined,
    ...(fault !== undefined && { validated: 'error' as const }),
  };
}

export function Field({ name, title, help, fault, isRequired = false, isGroup = false, aside, children }: FieldProps) {
  const id = idOf(name);
  return (
    <FormGroup
      label={title}
      isRequired={isRequired}
      fieldId={id}
      {...(isGroup && { role: 'group' as const })}
      {...(aside !== undefined && { labelInfo: aside })}
    >
      {children}
      <FormHelperText>
        <HelperText id={`${id}-help`}>
          {fault !== undefined && <HelperTextItem variant="error">{fault}</HelperTextItem>}
          <HelperTextItem>{help}</HelperTextItem>
        </HelperText>
      </FormHelperText>
    </FormGroup>
  );
}

/** Goes to the first field that is wrong, once it is drawn. */
export function focusFirstFault(form: HTMLFormElement | null): void {
  requestAnimationFrame(() => form?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
}
