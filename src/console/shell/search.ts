/** What of a page's view its address holds. */

export interface WorkloadSearch {
  readonly q?: string | undefined;
  readonly sort?: string | undefined;
  /** Columns shown, by key, comma-separated; absent: the usual ones. */
  readonly cols?: string | undefined;
}
export interface AuditSearch {
  /** "decisions"; absent: the log. */
  readonly tab?: string | undefined;
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  /** Kind, or kind and id: "waiver/wai-1". */
  readonly object?: string | undefined;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  /** The decision that is shown whole. */
  readonly decision?: string | undefined;
}
export interface AssessmentSearch {
  readonly tab?: string | undefined;
  /** Of the matrix: filter, sort, and what is looked for. */
  readonly q?: string | undefined;
  readonly sort?: string | undefined;
  readonly target?: string | undefined;
  readonly readiness?: 'ready' | 'conditional' | 'not-ready' | 'unknown' | undefined;
  readonly best?: string | undefined;
  /** Rule ids, comma-separated: what these alone keep from the target. */
  readonly fixes?: string | undefined;
}
export interface FindingSearch {
  /** "trend", "waivers"; absent: the findings. */
  readonly tab?: string | undefined;
  readonly state?: 'violated' | 'unknown' | 'waived' | undefined;
  readonly level?: 'must' | 'should' | 'warn' | undefined;
  /** Since the check before. */
  readonly change?: 'new' | 'reopened' | undefined;
  /** Id or name. */
  readonly workload?: string | undefined;
  readonly pack?: string | undefined;
  readonly rule?: string | undefined;
  readonly site?: string | undefined;
}
/** Which finding a page is about. */
export interface OneFindingSearch {
  readonly rule: string;
  readonly site: string;
  /** Absent: what is said of a whole site. */
  readonly workload?: string | undefined;
}
export interface RuleSearch {
  /** Words in the rule. */
  readonly q?: string | undefined;
  readonly of?: 'own' | 'faulty' | undefined;
  /** The rule whose details are open. */
  readonly rule?: string | undefined;
}
export interface RuleWriteSearch {
  /** The applied rule that is changed; absent: a new one. */
  readonly rule?: string | undefined;
}
export interface ApplicationSearch {
  /** A part of the name. */
  readonly q?: string | undefined;
  readonly tab?: string | undefined;
}
export interface ConnectSearch {
  /** Of the source that is being connected. */
  readonly kind?: string | undefined;
}
export interface ContainerSearch {
  readonly tab?: string | undefined;
  /** Only machines with this answer. */
  readonly only?: 'yes' | 'no' | 'unknown' | undefined;
}
export interface SovereigntySearch {
  /** Ids of sites to compare, comma-separated; absent: the first ones. */
  readonly sites?: string | undefined;
}
export interface TabSearch {
  readonly tab?: string | undefined;
}
export interface PlacementSearch {
  /** Id of the placement; absent: the newest. */
  readonly of?: string | undefined;
  readonly show?: 'moves' | 'stays' | 'unplaced' | undefined;
  /** Only what is placed at this site. */
  readonly site?: string | undefined;
  /** Only what runs at this site today. */
  readonly from?: string | undefined;
  /** The workload whose considered sites are open. */
  readonly workload?: string | undefined;
}
export interface CompareSearch {
  /** Ids of placements or of scenarios, or "latest". */
  readonly a?: string | undefined;
  readonly b?: string | undefined;
}
export interface DrillSearch {
  /** Id of the drill that is shown; absent: the newest. */
  readonly of?: string | undefined;
}
export interface ExitSearch {
  /** Operator whose exit plan is shown; "unknown" for the sites whose operator nobody names. */
  readonly of?: string | undefined;
  readonly over?: 'operator' | 'jurisdiction' | 'country' | 'technology' | 'site' | undefined;
  readonly measure?: 'functions' | 'workloads' | 'vcpu' | 'memoryMiB' | undefined;
  /** Also what supports no critical or important function. */
  readonly all?: true | undefined;
}
export interface HostSearch {
  readonly site?: string | undefined;
}
export interface SizingSearch {
  readonly tab?: 'time' | undefined;
  /** Filter of the workloads. */
  readonly q?: string | undefined;
  readonly basis?: 'avg' | 'p95' | 'max' | undefined;
  readonly factor?: number | undefined;
  /** Site that is priced. */
  readonly site?: string | undefined;
  readonly verdict?: 'smaller' | 'larger' | 'mixed' | 'fits' | 'no-data' | undefined;
  readonly sort?: 'name' | 'vcpu' | 'memory' | 'confidence' | undefined;
  /** Mbit/s of every line, and people who check, of the forecast. */
  readonly mbps?: number | undefined;
  readonly checkers?: number | undefined;
}
export interface GenerationSearch {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

export interface CostSearch {
  /** The path whose lines are shown; absent: the one that saves most. */
  readonly path?: string | undefined;
  readonly tab?: string | undefined;
}

export interface PlanSearch {
  /** The wave whose details are open. */
  readonly wave?: number | undefined;
}
