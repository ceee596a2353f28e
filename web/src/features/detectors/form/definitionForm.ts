import type { DetectorDefinition, DetectorInput, ModelType, Violation } from '../../../app/api/types';
import { parseLabels, typedLabels } from '../../../lib/labels';
import { parseDuration } from '../../../lib/time';

/** The fields of the form as they are typed. */
export interface FormValues {
  name: string;
  description: string;
  labels: string;
  kind: 'source' | 'pushed';
  source: string;
  query: string;
  features: string;
  interval: string;
  delay: string;
  model: ModelType;
  parameters: string;
  budget: string;
  direction: DetectorDefinition['direction'];
  absolute: string;
  relative: string;
  consecutive: string;
  missing: DetectorDefinition['missing'];
  retrainEvery: string;
  onDrift: boolean;
}

/** What a new detector starts from: the defaults of the API. */
export const BLANK: FormValues = {
  name: '',
  description: '',
  labels: '',
  kind: 'source',
  source: '',
  query: '',
  features: '',
  interval: '1m',
  delay: '30s',
  model: 'auto',
  parameters: '',
  budget: '1',
  direction: 'both',
  absolute: '',
  relative: '',
  consecutive: '1',
  missing: 'ignore',
  retrainEvery: '1d',
  onDrift: true,
};

function parameterText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The form for a definition; what it does not say keeps its default. */
export function toForm(definition: Partial<DetectorDefinition>): FormValues {
  const { model, source, min_deviation: least, retrain } = definition;
  return {
    ...BLANK,
    name: definition.name ?? '',
    description: definition.description ?? '',
    labels: typedLabels(definition.labels ?? {}),
    kind: source === null ? 'pushed' : 'source',
    source: source?.name ?? '',
    query: source?.query ?? '',
    features: (definition.features ?? []).join(', '),
    interval: definition.interval ?? BLANK.interval,
    delay: definition.delay ?? BLANK.delay,
    model: model?.type ?? 'auto',
    parameters: typedLabels(
      Object.fromEntries(
        Object.entries(model?.parameters ?? {}).map(([name, value]) => [name, parameterText(value)]),
      ),
    ),
    budget: String(definition.alert_budget_per_week ?? 1),
    direction: definition.direction ?? 'both',
    absolute: least?.absolute?.toString() ?? '',
    relative: least?.relative?.toString() ?? '',
    consecutive: String(definition.consecutive_points ?? 1),
    missing: definition.missing ?? 'ignore',
    retrainEvery: retrain?.every ?? '1d',
    onDrift: retrain?.on_drift ?? true,
  };
}

function parameterOf(text: string): unknown {
  if (text === 'true' || text === 'false') {
    return text === 'true';
  }
  if (/^[[{]/.test(text)) {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      return text;
    }
  }
  const amount = Number(text);
  return text !== '' && Number.isFinite(amount) ? amount : text;
}

/** What is wrong with the form itself, by the field names of the API; the server checks the rest. */
export function checkForm(form: FormValues): Violation[] {
  const wrong: Violation[] = [];
  const check = (bad: boolean, field: string, message: string) => {
    if (bad) {
      wrong.push({ field, message });
    }
  };
  const isNumber = (text: string) => text.trim() !== '' && Number.isFinite(Number(text));
  check(form.name.trim() === '', 'name', 'is required');
  if (form.kind === 'source') {
    check(form.source === '', 'source.name', 'is required');
    check(form.query.trim() === '', 'source.query', 'is required');
    check(parseDuration(form.delay) === null, 'delay', 'must be a duration such as 30s');
  }
  check(parseDuration(form.interval) === null, 'interval', 'must be a duration such as 30s or 5m');
  check(parseDuration(form.retrainEvery) === null, 'retrain.every', 'must be a duration such as 1d');
  check(!isNumber(form.budget), 'alert_budget_per_week', 'must be a number');
  check(!isNumber(form.consecutive), 'consecutive_points', 'must be a whole number');
  check(form.absolute.trim() !== '' && !isNumber(form.absolute), 'min_deviation.absolute', 'must be a number');
  check(form.relative.trim() !== '' && !isNumber(form.relative), 'min_deviation.relative', 'must be a number');
  for (const [field, text] of [
    ['labels', form.labels],
    ['model.parameters', form.parameters],
  ] as const) {
    const read = parseLabels(text);
    if (typeof read === 'string') {
      wrong.push({ field, message: read });
    }
  }
  return wrong;
}

function optional(text: string): number | null {
  return text.trim() === '' ? null : Number(text);
}

/** The definition that a form without faults stands for. */
export function toInput(form: FormValues): DetectorInput {
  const labels = parseLabels(form.labels);
  const parameters = parseLabels(form.parameters);
  const pushed = form.kind === 'pushed';
  return {
    name: form.name.trim(),
    description: form.description.trim(),
    model: {
      type: form.model,
      parameters:
        typeof parameters === 'string'
          ? {}
          : Object.fromEntries(
              Object.entries(parameters).map(([name, value]) => [name, parameterOf(value)]),
            ),
    },
    source: pushed ? null : { name: form.source, query: form.query.trim() },
    features: pushed
      ? form.features
          .split(',')
          .map((each) => each.trim())
          .filter((each) => each !== '')
      : [],
    interval: form.interval.trim(),
    ...(pushed ? {} : { delay: form.delay.trim() }),
    alert_budget_per_week: Number(form.budget),
    direction: form.direction,
    min_deviation: { absolute: optional(form.absolute), relative: optional(form.relative) },
    consecutive_points: Number(form.consecutive),
    missing: form.missing,
    retrain: { every: form.retrainEvery.trim(), on_drift: form.onDrift },
    labels: typeof labels === 'string' ? {} : labels,
  };
}

/** The fields in which two forms differ. */
export function differences(mine: FormValues, theirs: FormValues): (keyof FormValues)[] {
  return (Object.keys(mine) as (keyof FormValues)[]).filter((field) => mine[field] !== theirs[field]);
}

/** Whether saving makes the model forget what it has learnt. */
export function resetsState(before: FormValues, after: FormValues): boolean {
  return differences(before, after).some((field) =>
    ['kind', 'source', 'query', 'features', 'interval', 'model', 'parameters'].includes(field),
  );
}
