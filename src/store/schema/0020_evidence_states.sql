-- A state that is none of ours made every list it stood in unreadable. What such a record says is not known.
update control_evidence set state = 'unknown'
where state not in ('pass', 'fail', 'waived', 'error', 'unknown', 'notchecked', 'fixed', 'notapplicable', 'notselected',
  'informational');

-- The same in the counts of receipts, added to what was unknown before. PostgreSQL looks into no text with \u0000.
update control_imports i set receipt = (
  select json_object_agg(part.key, case when part.key <> 'states' then part.value else (
    select coalesce(json_object_agg(feed.key, (
      select json_object_agg(state, n order by state) from (
        select case when counted.key in ('pass', 'fail', 'waived', 'error', 'unknown', 'notchecked', 'fixed',
            'notapplicable', 'notselected', 'informational') then counted.key else 'unknown' end as state,
          sum(counted.value::bigint) as n
        from json_each_text(feed.value) counted group by 1) known)), '{}')
    from json_each(part.value) feed) end order by part.nth)
  from json_each(replace(i.receipt::text, '\u0000', '\ufffd')::json) with ordinality as part(key, value, nth))
where exists (
  select from json_each(replace(i.receipt::text, '\u0000', '\ufffd')::json -> 'states') feed,
    json_object_keys(feed.value) word
  where word not in ('pass', 'fail', 'waived', 'error', 'unknown', 'notchecked', 'fixed', 'notapplicable', 'notselected',
    'informational'));

alter table control_evidence add constraint control_evidence_state check (
  state in ('pass', 'fail', 'waived', 'error', 'unknown', 'notchecked', 'fixed', 'notapplicable', 'notselected',
    'informational'));
