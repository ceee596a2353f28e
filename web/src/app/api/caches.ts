import { current, type ThunkAction, type UnknownAction } from '@reduxjs/toolkit';
import type { RootState } from '../store';
import { anomaliesApi } from './anomalies';
import { detectorsApi } from './detectors';
import { incidentsApi } from './incidents';
import type { Anomaly, Detector, DetectorPage, Incident } from './types';

type Thunk<T> = ThunkAction<T, RootState, unknown, UnknownAction>;

/** Takes a change of caches back. */
export type Undo = () => void;

function eachDetectorList(change: (draft: DetectorPage, key: string) => void): Thunk<void> {
  return (dispatch, getState) => {
    for (const args of detectorsApi.util.selectCachedArgsForQuery(getState(), 'fetchDetectors')) {
      dispatch(
        detectorsApi.util.updateQueryData('fetchDetectors', args, (draft) => {
          change(draft, JSON.stringify(args));
        }),
      );
    }
  };
}

function eachDetector(id: string, change: (draft: Detector) => void): Thunk<void> {
  return (dispatch) => {
    dispatch(
      eachDetectorList((draft) => {
        const found = draft.detectors.find((each) => each.id === id);
        if (found !== undefined) {
          change(found);
        }
      }),
    );
    dispatch(detectorsApi.util.updateQueryData('fetchDetector', id, change));
  };
}

/**
 * Changes a detector wherever it is cached, before the server has answered. To undo puts back what was
 * there, by id and not by place (a list may have been fetched again meanwhile), and leaves alone what the
 * server has replaced by another version.
 */
export function changeDetector(id: string, change: (draft: Detector) => void): Thunk<Undo> {
  return (dispatch) => {
    let before: Detector | undefined;
    dispatch(
      eachDetector(id, (draft) => {
        before ??= structuredClone(current(draft));
        change(draft);
      }),
    );
    return () => {
      dispatch(
        eachDetector(id, (draft) => {
          if (draft.version === before?.version) {
            Object.assign(draft, before);
          }
        }),
      );
    };
  };
}

/** Takes a detector out of the cached lists. */
export function dropDetector(id: string): Thunk<Undo> {
  return (dispatch) => {
    const dropped = new Map<string, { index: number; detector: Detector }>();
    dispatch(
      eachDetectorList((draft, key) => {
        const index = draft.detectors.findIndex((each) => each.id === id);
        const found = draft.detectors[index];
        if (found !== undefined) {
          dropped.set(key, { index, detector: structuredClone(current(found)) });
          draft.detectors.splice(index, 1);
          draft.pagination.total -= 1;
        }
      }),
    );
    return () => {
      dispatch(
        eachDetectorList((draft, key) => {
          const lost = dropped.get(key);
          if (lost !== undefined && draft.detectors.every((each) => each.id !== id)) {
            draft.detectors.splice(lost.index, 0, lost.detector);
            draft.pagination.total += 1;
          }
        }),
      );
    };
  };
}

/**
 * Stores what the server says of a detector, unless something newer is known. The tag of an older version
 * goes: a change that named it would be refused.
 */
export function storeDetector(detector: Detector): Thunk<void> {
  return (dispatch) => {
    dispatch(
      eachDetector(detector.id, (draft) => {
        if (detector.version > draft.version && 'etag' in draft) {
          draft.etag = null;
        }
        if (detector.version >= draft.version) {
          Object.assign(draft, detector);
        }
      }),
    );
  };
}

/** Stores what the server says of an anomaly, unless something newer is known. */
export function storeAnomaly(anomaly: Anomaly): Thunk<void> {
  return (dispatch, getState) => {
    const store = (draft: Anomaly | undefined) => {
      if (draft !== undefined && anomaly.version >= draft.version) {
        Object.assign(draft, anomaly);
      }
    };
    for (const args of anomaliesApi.util.selectCachedArgsForQuery(getState(), 'fetchAnomalies')) {
      dispatch(
        anomaliesApi.util.updateQueryData('fetchAnomalies', args, (draft) => {
          store(draft.anomalies.find((each) => each.id === anomaly.id));
        }),
      );
    }
    dispatch(anomaliesApi.util.updateQueryData('fetchAnomaly', anomaly.id, store));
    if (anomaly.incident_id !== null) {
      dispatch(
        incidentsApi.util.updateQueryData('fetchIncident', anomaly.incident_id, (draft) => {
          store(draft.anomalies.find((each) => each.id === anomaly.id));
        }),
      );
    }
  };
}

/**
 * Takes the verdict on an anomaly back wherever it is cached, before the server has answered. To undo
 * puts it back, unless the server has sent another version of the anomaly meanwhile.
 */
export function withdrawVerdict(id: string, detectorId: string): Thunk<Undo> {
  return (dispatch, getState) => {
    let before: Pick<Anomaly, 'feedback' | 'version'> | undefined;
    const anomaly = (change: (draft: Anomaly) => void) =>
      dispatch(anomaliesApi.util.updateQueryData('fetchAnomaly', id, change));
    anomaly((draft) => {
      before = { feedback: draft.feedback, version: draft.version };
      draft.feedback = null;
    });
    const lists = detectorsApi.util
      .selectCachedArgsForQuery(getState(), 'fetchFeedback')
      .filter((args) => args.id === detectorId)
      .map((args) =>
        dispatch(
          detectorsApi.util.updateQueryData('fetchFeedback', args, (draft) => {
            const given = draft.feedback.find((each) => each.anomaly_id === id && each.in_effect);
            if (given !== undefined) {
              given.in_effect = false;
              given.ended_by = 'taken_back';
            }
          }),
        ),
      );
    return () => {
      anomaly((draft) => {
        if (before !== undefined && draft.version === before.version) {
          draft.feedback = before.feedback;
        }
      });
      lists.forEach((list) => {
        list.undo();
      });
    };
  };
}

/** Stores what the server says of an incident, unless something newer is known. */
export function storeIncident(incident: Incident): Thunk<void> {
  return (dispatch, getState) => {
    const store = (draft: Incident | undefined) => {
      if (draft !== undefined && incident.version >= draft.version) {
        Object.assign(draft, incident);
      }
    };
    for (const args of incidentsApi.util.selectCachedArgsForQuery(getState(), 'fetchIncidents')) {
      dispatch(
        incidentsApi.util.updateQueryData('fetchIncidents', args, (draft) => {
          store(draft.incidents.find((each) => each.id === incident.id));
        }),
      );
    }
    dispatch(incidentsApi.util.updateQueryData('fetchIncident', incident.id, store));
  };
}
