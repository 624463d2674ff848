/** What is known of one site, asked for field by field. What is left empty stays unknown; the file keeps its comments. */

import { useState } from 'react';
import type { FormEvent } from 'react';
import {
  ActionGroup,
  Alert,
  BreadcrumbItem,
  Button,
  Content,
  Form,
  FormFieldGroupExpandable,
  FormFieldGroupHeader,
  FormGroup,
  FormHelperText,
  FormSelect,
  FormSelectOption,
  HelperText,
  HelperTextItem,
  List,
  ListItem,
  TextInput,
} from '@patternfly/react-core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { SitesDocument } from '../../api/sites.ts';
import { ROUTES } from '../../api/routes.ts';
import { getPath } from '../../core/policy/attribute-path.ts';
import { SITE_FIELD_GROUPS, SITE_FIELDS } from '../../core/policy/site-fields.ts';
import type { SiteField } from '../../core/policy/site-fields.ts';
import { NONE, readSiteValue, siteValueText } from '../../core/policy/site-values.ts';
import type { Site } from '../../core/policy/site.ts';
import { call, ProblemError } from '../shared/api.ts';
import { countOf } from '../shared/format.ts';
import { Loading } from '../shared/loading.tsx';
import { ConsolePage } from '../shared/page.tsx';
import { ProblemAlert } from '../shared/problem-alert.tsx';
import { say } from '../shared/said.tsx';
import { readSites } from './read-sites.ts';

const route = getRouteApi('/shell/sites/$id');

export function SiteFormPage() {
  const { id } = route.useParams();
  const query = useQuery({ queryKey: ['sites'], queryFn: () => call(ROUTES.getSites) });
  return (
    <Loading query={query} none={{ title: 'No sites yet', body: 'Write a first sites file on the Sites page.' }}>
      {(document) => {
        const site = readSites(document.sites).find((each) => each.id === id)?.site ?? undefined;
        return site === undefined ? (
          <ConsolePage title={id} trail={<Trail name={id} />}>
            <Content component="p">The sites file has no site “{id}” that this release can read.</Content>
          </ConsolePage>
        ) : (
          <SiteForm key={document.digest} site={site} digest={document.digest} />
        );
      }}
    </Loading>
  );
}

function Trail({ name }: { readonly name: string }) {
  return (
    <>
      <BreadcrumbItem
        render={({ className }) => (
          <Link to="/sites" className={className}>
            Sites
          </Link>
        )}
      />
      <BreadcrumbItem isActive>{name}</BreadcrumbItem>
    </>
  );
}

const savedTexts = (site: Site): Readonly<Record<string, string>> =>
  Object.fromEntries(SITE_FIELDS.map(({ path }) => [path, siteValueText(getPath(site.attributes, path))]));

function SiteForm({ site, digest }: { readonly site: Site; readonly digest: SitesDocument['digest'] }) {
  const queries = useQueryClient();
  const saved = savedTexts(site);
  const [texts, setTexts] = useState(saved);
  const changed = SITE_FIELDS.filter(({ path }) => texts[path] !== saved[path]);
  const save = useMutation({
    mutationFn: () =>
      call(ROUTES.changeSite, {
        params: { id: site.id },
        body: {
          digest,
          changes: Object.fromEntries(
            changed.map((field) => [`attributes.${field.path}`, readSiteValue(field, texts[field.path] ?? '')]),
          ),
        },
      }),
    onSuccess: async () => {
      say(`${site.name ?? site.id} is saved. Check, place and plan again: they rest on this.`);
      await queries.invalidateQueries();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (changed.length > 0 && !save.isPending) save.mutate();
  };
  return (
    <ConsolePage
      title={site.name ?? site.id}
      answers="What is known of this site? What is left empty stays unknown, and rules that need it say so."
      trail={<Trail name={site.name ?? site.id} />}
    >
      {site.region !== undefined && (
        <Content component="p">
          Country, operator and more of region {site.region} are filled in from the catalogue where they are empty here.
        </Content>
      )}
      <Form onSubmit={submit} isWidthLimited>
        {SITE_FIELD_GROUPS.map((group, index) => {
          const fields = SITE_FIELDS.filter((field) => field.group === group);
          const said = fields.filter(({ path }) => texts[path] !== '').length;
          return (
            <FormFieldGroupExpandable
              key={group}
              isExpanded={index < 2}
              toggleAriaLabel={group}
              header={
                <FormFieldGroupHeader
                  titleText={{ text: group, id: `site-group-${index}` }}
                  titleDescription={`${said} of ${countOf(fields.length, 'field')} known`}
                />
              }
            >
              {fields.map((field) => (
                <Field
                  key={field.path}
                  field={field}
                  text={texts[field.path] ?? ''}
                  onChange={(text) => setTexts((before) => ({ ...before, [field.path]: text }))}
                />
              ))}
            </FormFieldGroupExpandable>
          );
        })}
        {save.error !== null && <Refused error={save.error} />}
        <ActionGroup>
          <Button type="submit" isDisabled={changed.length === 0 || save.isPending} isLoading={save.isPending}>
            {changed.length === 0 ? 'Save' : `Save ${countOf(changed.length, 'change')}`}
          </Button>
          <Button variant="link" isDisabled={changed.length === 0} onClick={() => setTexts(saved)}>
            Undo changes
          </Button>
        </ActionGroup>
      </Form>
    </ConsolePage>
  );
}

/** Beside the button that was pressed, in the words of the form: the file's lines mean nothing here. */
function Refused({ error }: { readonly error: Error }) {
  if (!(error instanceof ProblemError) || error.problem.causes.length === 0) return <ProblemAlert error={error} />;
  return (
    <Alert component="h2" variant="danger" isInline isLiveRegion title="Not saved: correct what is named">
      <List>
        {error.problem.causes.map(({ where = '', message }) => {
          const field = SITE_FIELDS.find(({ path }) => where.includes(`.attributes.${path}`));
          return (
            <ListItem key={`${where} ${message}`}>
              {field === undefined ? where : `${field.group}: ${field.title}`}: {message}
            </ListItem>
          );
        })}
      </List>
    </Alert>
  );
}

interface FieldProps {
  readonly field: SiteField;
  readonly text: string;
  readonly onChange: (text: string) => void;
}

function Field({ field, text, onChange }: FieldProps) {
  const id = `site-${field.path.replaceAll('.', '-')}`;
  const help = helpOf(field);
  const options =
    field.kind === 'boolean'
      ? [
          ['true', 'yes'],
          ['false', 'no'],
        ]
      : field.kind === 'choice'
        ? field.choices.map((choice) => [choice, choice])
        : undefined;
  return (
    <FormGroup label={field.title} fieldId={id}>
      {options === undefined ? (
        <TextInput
          id={id}
          value={text}
          spellCheck={false}
          autoComplete="off"
          {...(help !== undefined && { 'aria-describedby': `${id}-help` })}
          onChange={(_event, next) => onChange(next)}
        />
      ) : (
        <FormSelect id={id} value={text} onChange={(_event, next: string) => onChange(next)}>
          <FormSelectOption value="" label="unknown" />
          {options.map(([value, label]) => (
            <FormSelectOption key={value} value={value} label={label ?? ''} />
          ))}
        </FormSelect>
      )}
      {help !== undefined && (
        <FormHelperText>
          <HelperText id={`${id}-help`}>
            <HelperTextItem>{help}</HelperTextItem>
          </HelperText>
        </FormHelperText>
      )}
    </FormGroup>
  );
}

function helpOf(field: SiteField): string | undefined {
  const how =
    field.kind === 'country'
      ? 'Two letters, such as DE.'
      : field.kind === 'countries'
        ? `Two letters each, separated by commas; “${NONE}” says that there is none.`
        : field.kind === 'texts'
          ? `Separated by commas; “${NONE}” says that there is none.`
          : field.kind === 'number'
            ? `In ${field.unit}.`
            : undefined;
  return [field.help, how].filter((part) => part !== undefined).join(' ') || undefined;
}
