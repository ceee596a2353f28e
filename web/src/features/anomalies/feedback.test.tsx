import { screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { expect, test } from 'vitest';
import type { Anomaly, FeedbackEntry } from '../../app/api/types';
import { anomaly, detector, feedbackEntry, pagination } from '../../test/fixtures';
import { gate } from '../../test/gate';
import { renderApp } from '../../test/renderApp';
import { problem, server } from '../../test/server';

const POINTS = { timestamps: [], values: [], expected: [], lower: [], upper: [], scores: [] };

/** An anomaly with a verdict that the test may change. */
function judged() {
  const held: { anomaly: Anomaly } = { anomaly: anomaly({ feedback: 'not_anomaly', version: 3 }) };
  server.use(http.get('*/api/anomalies/anomaly_a', () => HttpResponse.json({ ...held.anomaly, points: POINTS })));
  return held;
}

/** A detector with these verdicts. */
function detectorWith(feedback: FeedbackEntry[]) {
  server.use(
    http.get('*/api/detectors/detector_1', () => HttpResponse.json(detector())),
    http.get('*/api/detectors/detector_1/feedback', () =>
      HttpResponse.json({ feedback, pagination: pagination(feedback.length, { limit: 5 }) }),
    ),
    http.get('*/api/detectors/detector_1/entities', () =>
      HttpResponse.json({ entities: [], pagination: pagination(0) }),
    ),
    http.get('*/api/detectors/detector_1/:part', () => problem(404, 'Not found')),
  );
}

test('takes a verdict back at once and stores what the server answers', async () => {
  const held = judged();
  const answer = gate();
  server.use(
    http.delete('*/api/anomalies/anomaly_a/feedback', async () => {
      await answer.opened;
      held.anomaly = { ...held.anomaly, feedback: null, version: 4 };
      return HttpResponse.json(held.anomaly);
    }),
  );
  const { user } = renderApp('/anomalies/anomaly_a');
  expect(await screen.findByText('Stored: a false alarm')).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Take back' }));
  expect(await screen.findByRole('button', { name: 'Send' })).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Take back' })).not.toBeInTheDocument();
  answer.open();
  await waitFor(() => {
    expect(held.anomaly.version).toBe(4);
  });
  expect(await screen.findByRole('button', { name: 'Send' })).toBeVisible();
  expect(screen.queryByText('The verdict stays')).not.toBeInTheDocument();
});

test('puts a verdict back that was learnt for good, in the words of the server', async () => {
  judged();
  const answer = gate();
  server.use(
    http.delete('*/api/anomalies/anomaly_a/feedback', async () => {
      await answer.opened;
      return problem(409, 'Learnt for good', '12 points were taught. Train the detector anew to forget them.', {
        type: 'urn:aiops:problem:learnt-for-good',
      });
    }),
  );
  const { user } = renderApp('/anomalies/anomaly_a');
  await user.click(await screen.findByRole('button', { name: 'Take back' }));
  expect(await screen.findByRole('button', { name: 'Send' })).toBeVisible();
  answer.open();
  expect(await screen.findByText('12 points were taught. Train the detector anew to forget them.')).toBeVisible();
  expect(screen.getByText('The verdict stays')).toBeVisible();
  expect(await screen.findByRole('button', { name: 'Take back' })).toBeVisible();
  expect(screen.getByText('Stored: a false alarm')).toBeVisible();
});

test('lists the verdicts of a detector with what came of each', async () => {
  detectorWith([
    feedbackEntry(),
    feedbackEntry({ anomaly_id: 'anomaly_b', verdict: 'expected', effect: 'taught', taught_points: 12, tolerance: null, comment: null }),
    feedbackEntry({ anomaly_id: 'anomaly_c', verdict: 'anomaly', effect: 'none', tolerance: null, in_effect: false, ended_by: 'replaced', ended_at: '2026-01-02T03:05:05.678Z' }),
  ]);
  renderApp('/detectors/detector_1?tab=anomalies');
  const [, tolerated, taught, replaced] = within(await screen.findByRole('table', { name: 'Verdicts' })).getAllByRole('row');
  expect(tolerated).toHaveTextContent(/A false alarm.*nightly batch.*pod=a.*deviations above are tolerated up to 8 times the half-width/);
  expect(taught).toHaveTextContent(/Expected.*12 points taught to the model/);
  expect(replaced).toHaveTextContent(/A real problem.*replaced by another/);
  const undo = (row: HTMLElement | undefined) => within(row as HTMLElement).queryByRole('button', { name: 'Take back' });
  expect(undo(tolerated)).toBeVisible();
  expect(undo(taught)).not.toBeInTheDocument();
  expect(undo(replaced)).not.toBeInTheDocument();
  expect(within(tolerated as HTMLElement).getByRole('link', { name: 'A false alarm' })).toHaveAttribute('href', '/anomalies/anomaly_a');
});

test('takes a verdict back from the list of the detector, and puts it back when that is refused', async () => {
  detectorWith([feedbackEntry()]);
  const answer = gate();
  server.use(
    http.delete('*/api/anomalies/anomaly_a/feedback', async () => {
      await answer.opened;
      return problem(500, 'Internal error', 'The disk is full.');
    }),
  );
  const { user } = renderApp('/detectors/detector_1?tab=anomalies');
  const table = await screen.findByRole('table', { name: 'Verdicts' });
  await user.click(within(table).getByRole('button', { name: 'Take back' }));
  expect((await within(table).findAllByText('taken back'))[0]).toBeVisible();
  expect(within(table).queryByRole('button', { name: 'Take back' })).not.toBeInTheDocument();
  answer.open();
  expect(await screen.findByText('The disk is full.')).toBeVisible();
  expect(await within(table).findByRole('button', { name: 'Take back' })).toBeVisible();
});

test('says how a detector is taught where nobody has said anything yet', async () => {
  detectorWith([]);
  renderApp('/detectors/detector_1?tab=anomalies');
  expect(await screen.findByText(/A verdict on the page of an anomaly teaches this detector/)).toBeVisible();
});
