//! Contested claims: reading a dataset, laying out a chart and drawing it.
//!
//! Nothing here knows JavaScript, a file system or a clock. Data flows one way:
//! [`dataset`] → [`model`] → [`reason`] → [`scene`] → [`draw`]; [`words`] puts into sentences what the
//! others found, [`export`] into forms that programs read.

pub mod dataset;
pub mod model;
pub mod view;
pub mod reason;
pub mod words;
pub mod scene;
pub mod draw;
pub mod stamp;
pub mod export;
mod join;
mod order;
