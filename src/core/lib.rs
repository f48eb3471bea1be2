//! Contested claims: reading a dataset, laying out a chart and drawing it.
//!
//! Nothing here knows JavaScript, a file system or a clock. Data flows one way:
//! [`dataset`] → [`model`] → [`scene`] → [`draw`]; [`words`] puts into sentences what the others found.

pub mod dataset;
pub mod model;
pub mod view;
pub mod words;
pub mod scene;
pub mod draw;
mod join;
mod order;
