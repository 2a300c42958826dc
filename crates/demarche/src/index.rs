//! Indices that open only their own tables.
//!
//! A party's number must not open the table of issues. [`Table`] is a vector whose only key is one index type, made with
//! `index!`.

use std::marker::PhantomData;
use std::ops::{Index, IndexMut};

/// A key of a [`Table`].
pub trait Key: Copy + Eq + Ord + std::fmt::Debug {
    /// The key of the `index`-th row.
    fn from_index(index: usize) -> Self;
    /// The row's number.
    fn index(self) -> usize;
}

/// Declares an index newtype.
macro_rules! index {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $crate::index::Key for $name {
            fn from_index(index: usize) -> Self {
                $name(index as u32)
            }
            fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

index! {
    /// A party of the case.
    PartyId
}
index! {
    /// An issue of the case.
    IssueId
}
index! {
    /// A source of the case.
    SourceId
}
index! {
    /// A line of the case: everything that was said, structural lines included.
    StatementId
}
index! {
    /// A feasible state, numbered in mixed-radix order of the issues (the first issue changes slowest).
    StateId
}

/// A vector that only `K` opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table<K, T> {
    rows: Vec<T>,
    key: PhantomData<K>,
}

impl<K: Key, T> Table<K, T> {
    /// An empty table.
    pub fn new() -> Self {
        Table {
            rows: Vec::new(),
            key: PhantomData,
        }
    }

    /// Adds a row and returns its key.
    pub fn push(&mut self, row: T) -> K {
        self.rows.push(row);
        K::from_index(self.rows.len() - 1)
    }

    /// How many rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Keys and rows in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (K, &T)> + ExactSizeIterator {
        self.rows.iter().enumerate().map(|(index, row)| (K::from_index(index), row))
    }

    /// Keys in order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = K> + ExactSizeIterator + use<K, T> {
        (0..self.rows.len()).map(K::from_index)
    }

    /// Rows in order.
    pub fn values(&self) -> std::slice::Iter<'_, T> {
        self.rows.iter()
    }

    /// Rows in order, to be changed.
    pub fn values_mut(&mut self) -> std::slice::IterMut<'_, T> {
        self.rows.iter_mut()
    }

    /// The row, if there is one.
    pub fn get(&self, key: K) -> Option<&T> {
        self.rows.get(key.index())
    }
}

impl<K: Key, T> Default for Table<K, T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K: Key, T> FromIterator<T> for Table<K, T> {
    fn from_iter<I: IntoIterator<Item = T>>(rows: I) -> Self {
        Table {
            rows: rows.into_iter().collect(),
            key: PhantomData,
        }
    }
}

impl<K: Key, T> Index<K> for Table<K, T> {
    type Output = T;
    fn index(&self, key: K) -> &T {
        &self.rows[key.index()]
    }
}

impl<K: Key, T> IndexMut<K> for Table<K, T> {
    fn index_mut(&mut self, key: K) -> &mut T {
        &mut self.rows[key.index()]
    }
}
