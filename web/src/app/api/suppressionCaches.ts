import { current, type ThunkAction, type UnknownAction } from '@reduxjs/toolkit';
import type { RootState } from '../store';
import type { Undo } from './caches';
import { suppressionsApi } from './suppressions';
import type { Suppression, SuppressionPage } from './types';

type Thunk<T> = ThunkAction<T, RootState, unknown, UnknownAction>;

function eachList(change: (draft: SuppressionPage, key: string) => void): Thunk<void> {
  return (dispatch, getState) => {
    for (const args of suppressionsApi.util.selectCachedArgsForQuery(getState(), 'fetchSuppressions')) {
      dispatch(
        suppressionsApi.util.updateQueryData('fetchSuppressions', args, (draft) => {
          change(draft, JSON.stringify(args));
        }),
      );
    }
  };
}

function each(id: string, change: (draft: Suppression) => void): Thunk<void> {
  return (dispatch) => {
    dispatch(
      eachList((draft) => {
        const found = draft.suppressions.find((one) => one.id === id);
        if (found !== undefined) {
          change(found);
        }
      }),
    );
    dispatch(suppressionsApi.util.updateQueryData('fetchSuppression', id, change));
  };
}

/**
 * Changes a suppression wherever it is cached, before the server has answered. To undo puts back what was
 * there, and leaves alone what the server has replaced by another version.
 */
export function changeSuppression(id: string, change: (draft: Suppression) => void): Thunk<Undo> {
  return (dispatch) => {
    let before: Suppression | undefined;
    dispatch(
      each(id, (draft) => {
        before ??= structuredClone(current(draft));
        change(draft);
      }),
    );
    return () => {
      dispatch(
        each(id, (draft) => {
          if (draft.version === before?.version) {
            Object.assign(draft, before);
          }
        }),
      );
    };
  };
}

/** Takes a suppression out of the cached lists. */
export function dropSuppression(id: string): Thunk<Undo> {
  return (dispatch) => {
    const dropped = new Map<string, { index: number; suppression: Suppression }>();
    dispatch(
      eachList((draft, key) => {
        const index = draft.suppressions.findIndex((one) => one.id === id);
        const found = draft.suppressions[index];
        if (found !== undefined) {
          dropped.set(key, { index, suppression: structuredClone(current(found)) });
          draft.suppressions.splice(index, 1);
          draft.pagination.total -= 1;
        }
      }),
    );
    return () => {
      dispatch(
        eachList((draft, key) => {
          const lost = dropped.get(key);
          if (lost !== undefined && draft.suppressions.every((one) => one.id !== id)) {
            draft.suppressions.splice(lost.index, 0, lost.suppression);
            draft.pagination.total += 1;
          }
        }),
      );
    };
  };
}

/** Stores what the server says of a suppression, unless something newer is known. */
export function storeSuppression(suppression: Suppression): Thunk<void> {
  return (dispatch) => {
    dispatch(
      each(suppression.id, (draft) => {
        if (suppression.version >= draft.version) {
          Object.assign(draft, suppression);
        }
      }),
    );
  };
}
